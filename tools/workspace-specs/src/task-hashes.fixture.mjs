// Prints by what Nx finds each task in its cache, as JSON: `node task-hashes.fixture.mjs build test`, in a workspace.
import { createTaskHasher } from 'nx/src/hasher/create-task-hasher.js';
import { readNxJson } from 'nx/src/config/nx-json.js';
import { createProjectGraphAsync } from 'nx/src/project-graph/project-graph.js';
import { createTaskGraph } from 'nx/src/tasks-runner/create-task-graph.js';

const graph = await createProjectGraphAsync();
const targets = process.argv.slice(2);
const taskGraph = createTaskGraph(graph, {}, Object.keys(graph.nodes), targets, undefined, {});
const tasks = Object.values(taskGraph.tasks);
const environments = Object.fromEntries(tasks.map(({ id }) => [id, process.env]));
const hashes = await createTaskHasher(graph, readNxJson()).hashTasks(tasks, taskGraph, environments);
process.stdout.write(JSON.stringify(Object.fromEntries(tasks.map(({ id }, at) => [id, hashes[at].value]))));
process.exit();
