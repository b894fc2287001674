// Copies the jars that tests use into a folder: `fetch-jars.mjs <into>`. They come from the cache or from Maven Central.
import { cpSync } from 'node:fs';
import path from 'node:path';
import { build } from '../../tools/workspace/build.mjs';

const [into] = process.argv.slice(2);
await build();
const { kafkaJars, mongodbJars } = await import('@gatehouse/engines');
for (const [name, jars] of [
  ['kafka', kafkaJars],
  ['mongodb', mongodbJars],
]) {
  cpSync(await jars(), path.join(into, name), { recursive: true });
}
