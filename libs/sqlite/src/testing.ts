export { Collector } from './testing/collector.js';
export { bytesOnDisk } from './testing/bytes-on-disk.js';
export { ChildProcess } from './testing/child-process.js';
export { newDataFile } from './testing/new-data-file.js';
export { lockFile } from './testing/lock-file.js';
