import type { ConsumeOptions, Consumer, IncomingMessage, MessageBus } from '@gatehouse/message-bus';
import { MessageBusUnavailable } from '@gatehouse/message-bus';
import { describe, expect, it } from '@jest/globals';
import { Controller, Module } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import type { ServiceHost } from './engines.js';
import { Stalls } from './stalls.js';
import { startBusService } from './start-bus-service.js';

@Controller()
class RecordsController {
  @EventPattern('records')
  onRecords(messages: IncomingMessage[]): void {
    if (messages[0]?.value === 'broken') throw new EvalError('Jane Doe');
  }
}

@Module({ controllers: [RecordsController] })
class SomeModule {}

/** A service whose consumer the test lets die or end; tells what was fatal. */
async function started() {
  const fatal: unknown[][] = [];
  let die: (error: Error) => void = () => undefined;
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve, reject) => ([end, die] = [resolve, reject]));
  const consumer: Consumer = { stop: async () => end(), ended };
  let deliver: ConsumeOptions['onBatch'] = async () => undefined;
  let interrupted: ConsumeOptions['onInterrupted'];
  const consume = async ({ onBatch, onInterrupted }: ConsumeOptions) => {
    deliver = onBatch;
    interrupted = onInterrupted;
    return consumer;
  };
  const bus: Partial<MessageBus> = { consume };
  const silent = () => undefined;
  const log: unknown[] = [];
  const told = (fields: object, message: string) => void log.push([message, fields]);
  const stalls = new Stalls({ logger: { warn: silent, info: silent } });
  const app = await startBusService('contact-filter', { module: SomeModule }, {
    engines: { bus },
    logger: { debug: silent, info: told, warn: told, error: silent },
    stalls,
    onFatal: (...told: unknown[]) => void fatal.push(told),
  } as unknown as ServiceHost);
  const given = async (partition: number, value: string) =>
    deliver([{ id: `records/${partition}/7`, key: 'A1', value } as IncomingMessage]);
  const noted = (error?: MessageBusUnavailable) => interrupted?.(error);
  return { app, fatal, log, stalls, given, noted, die: (error: Error) => die(error), ended };
}

describe('a service on the message bus', () => {
  it('says that it is dead when its consumer has died', async () => {
    const { app, fatal, die, ended } = await started();
    const death = new MessageBusUnavailable('gone');
    die(death);
    await expect(ended).rejects.toBe(death);
    expect(fatal).toEqual([['contact-filter', death]]);
    await app.close();
  });

  it('tells what its handler fails on, for each partition, until the messages are taken', async () => {
    const { app, stalls, given } = await started();
    expect([...stalls.state]).toEqual([['records', undefined]]);
    await expect(given(3, 'broken')).rejects.toThrow(EvalError);
    await given(4, 'fine');
    expect(stalls.state.get('records')).toMatchObject({ error: 'EvalError' });
    await given(3, 'fine');
    expect(stalls.state.get('records')).toBeUndefined();
    await app.close();
  });

  it('tells that the bus cannot be consumed from, which is no death, until it goes on', async () => {
    const { app, fatal, log, stalls, given, noted } = await started();
    log.splice(0);
    noted(new MessageBusUnavailable('full'));
    noted(new MessageBusUnavailable('full'));
    await given(3, 'fine');
    expect(stalls.state.get('records')).toMatchObject({ error: 'MESSAGE_BUS_UNAVAILABLE' });
    noted();
    await given(3, 'fine');
    expect([stalls.state.get('records'), fatal]).toEqual([undefined, []]);
    expect(log).toEqual([
      ['A consumer is interrupted.', { consumer: 'records', error: 'MESSAGE_BUS_UNAVAILABLE' }],
      ['A consumer goes on.', { consumer: 'records' }],
    ]);
    await app.close();
  });

  it('is not dead when it was stopped', async () => {
    const { app, fatal, ended } = await started();
    await app.close();
    await ended;
    expect(fatal).toEqual([]);
  });
});
