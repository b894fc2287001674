import { TOPICS } from '@gatehouse/schemas';
import type { IncomingMessage } from '@gatehouse/message-bus';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { PermitRun } from './permit-run.js';

@Controller()
export class RecordsController {
  constructor(private readonly permitRun: PermitRun) {}

  @EventPattern(TOPICS.records)
  onRecords(@Payload() messages: IncomingMessage[]): Promise<void> {
    return this.permitRun.handle(messages);
  }
}
