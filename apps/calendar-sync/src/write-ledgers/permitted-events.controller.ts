import { TOPICS } from '@gatehouse/schemas';
import type { IncomingMessage } from '@gatehouse/message-bus';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { BusRunWriter } from '@gatehouse/ledger';

@Controller()
export class PermittedEventsController {
  constructor(private readonly writer: BusRunWriter) {}

  @EventPattern(TOPICS.permittedEvents)
  onPermittedEvents(@Payload() messages: IncomingMessage[]): Promise<void> {
    return this.writer.handle(messages);
  }
}
