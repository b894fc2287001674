import type { EngineName } from '@gatehouse/engines';
import type { OpenContender } from '../contenders/contender.js';

/** An adapter and the bare client, doing the same work on the same engine. */
export interface AdapterBenchmark {
  name: string;
  engine: EngineName;
  /** What is counted. */
  unit: 'events' | 'messages' | 'documents' | 'keys';
  /** How many of them one turn takes. */
  amount: number;
  /** Puts in place what both sides need, once; gives the place. */
  prepare(address: string, amount: number): Promise<string>;
  sides: { adapter: OpenContender; bare: OpenContender };
}
