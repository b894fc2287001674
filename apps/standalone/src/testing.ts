export { startClusterEngines } from './testing/cluster-engines.js';
export type { ClusterEngines } from './testing/cluster-engines.js';
export { SERVICES, ServiceProcess } from './testing/service-process.js';
export type { ServiceName } from './testing/service-process.js';
