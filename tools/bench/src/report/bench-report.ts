import type { AdaptersReport } from '../adapters/adapters-report.js';
import type { EndToEndReport } from '../end-to-end/end-to-end-report.js';
import type { MemoryReport } from '../memory/measure-memory.js';
import type { ProfileReport } from '../profile/profile-pipeline.js';
import type { SpeedReport } from '../speed/speed-report.js';

/** What `--json` prints: the parts that were asked for. */
export interface BenchReport {
  speed?: SpeedReport;
  memory?: MemoryReport;
  adapters?: AdaptersReport;
  engines?: EndToEndReport;
  profile?: ProfileReport;
}
