// Reads two schools side by side from the address given, and says how each list ended and how many rows it had.
import { WondeClient } from '@gatehouse/wonde';

const client = new WondeClient({ baseUrl: process.argv[2], token: 'x', requestTimeoutMs: 60_000 });
const read = async (id) => {
  const school = { id, name: undefined, timezone: undefined, mis: undefined, regionDomain: undefined };
  let rows = 0;
  for await (const page of client.pages(school, 'students', { include: [] })) {
    if (!page.ok) return { rows, code: page.refusal.code };
    rows += page.value.rows.length;
  }
  return { rows };
};
const [odd, other] = await Promise.all(['A1', 'A2'].map(read));
await client.close();
process.stdout.write(JSON.stringify({ odd, other }));
