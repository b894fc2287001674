import type { Consumer, MessageBus } from '@gatehouse/message-bus';
import { MessageBusUnavailable } from '@gatehouse/message-bus';
import { describe, expect, it } from '@jest/globals';
import { Controller, Module } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import type { ServiceHost } from './engines.js';
import { startBusService } from './start-bus-service.js';

@Controller()
class RecordsController {
  @EventPattern('records')
  onRecords(_messages: unknown): void {}
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
  const bus: Partial<MessageBus> = { consume: async () => consumer };
  const silent = () => undefined;
  const app = await startBusService('contact-filter', { module: SomeModule }, {
    engines: { bus },
    logger: { debug: silent, info: silent, warn: silent, error: silent },
    onFatal: (...told: unknown[]) => void fatal.push(told),
  } as unknown as ServiceHost);
  return { app, fatal, die: (error: Error) => die(error), ended };
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

  it('is not dead when it was stopped', async () => {
    const { app, fatal, ended } = await started();
    await app.close();
    await ended;
    expect(fatal).toEqual([]);
  });
});
