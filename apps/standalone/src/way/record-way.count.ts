import { Session } from 'node:inspector/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';
import { aSchool, contact, SCHOOL, student } from '../../testing/a-school.js';
import { Gate } from '../../testing/gate.js';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
/** Source that services are made of: not the specs, nor what serves them. */
const SOURCE = /^(?:apps|libs)\/[^/]+\/src\/(?!.*(?:testing|\.spec\.|way\/))/;

/** The source files with a function that was called since, by project. */
async function filesCalled(session: Session): Promise<Map<string, string[]>> {
  const { result } = await session.post('Profiler.takePreciseCoverage');
  const files = result
    .filter(({ functions }) => functions.some(({ functionName, ranges }) => functionName && ranges[0]?.count))
    .map(({ url }) => path.relative(root, url.startsWith('file:') ? fileURLToPath(url) : url))
    .filter((file) => SOURCE.test(file));
  const projects = new Map<string, string[]>();
  for (const file of [...new Set(files)].sort()) {
    const project = file.split('/').slice(0, 2).join('/');
    projects.set(project, [...(projects.get(project) ?? []), file]);
  }
  return projects;
}

// Not a test of anything: it runs where specs run, so that every file is its source, and prints what it counts.
it('counts the source files that one changed contact goes through, from Wonde’s answer to the CMS’s', async () => {
  const gate = await Gate.open({
    world: { schools: [aSchool({ students: [student('kim', [contact('mum')])] })] },
  });
  const session = new Session();
  try {
    await gate.sync();
    const address = await gate.services.listen(0);
    const asked = `${address}/v1/schools/${SCHOOL}/add-ons/parent-portal/contact`;
    const headers = { authorization: `Bearer ${gate.directory.apiKey}` };
    expect((await fetch(asked, { headers })).status).toBe(200);
    gate.sandbox.control.change(SCHOOL, { kind: 'order-added', contact: 'mum' });
    session.connect();
    await session.post('Profiler.enable');
    // Counting begins here, so that what happens at the start is left out.
    await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
    await gate.sync();
    expect(await (await fetch(asked, { headers })).json()).toMatchObject({ data: [] });
    const projects = await filesCalled(session);
    const lines = [...projects].map(([project, files]) => `  ${project}: ${files.length}`);
    const count = [...projects.values()].flat().length;
    process.stdout.write(
      `${[...projects.values()].flat().join('\n')}\n${lines.join('\n')}\n${count} source files\n`,
    );
    expect(count).toBeGreaterThan(0);
  } finally {
    session.disconnect();
    await gate.close();
  }
});
