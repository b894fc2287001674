import { TOPICS } from '@gatehouse/schemas';
import type { IncomingMessage } from '@gatehouse/message-bus';
import { BusRunWriter } from '@gatehouse/ledger';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';

@Controller()
export class PermittedRecordsController {
  constructor(private readonly writer: BusRunWriter) {}

  @EventPattern(TOPICS.permittedRecords)
  onPermittedRecords(@Payload() messages: IncomingMessage[]): Promise<void> {
    return this.writer.handle(messages);
  }
}
