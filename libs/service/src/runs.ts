// What is known of runs, for whoever does not need the services' framework: it takes longer to load than a command to work.
export * from './known-schools.js';
export * from './newest-runs.js';
export * from './run-keys.js';
