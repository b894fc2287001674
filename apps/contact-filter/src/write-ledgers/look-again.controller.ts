import { TOPICS } from '@gatehouse/schemas';
import { BusRunWriter } from '@gatehouse/ledger';
import type { IncomingMessage } from '@gatehouse/message-bus';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';

@Controller()
export class LookAgainController {
  constructor(private readonly writer: BusRunWriter) {}

  @EventPattern(TOPICS.lookAgain)
  onLookAgain(@Payload() messages: IncomingMessage[]): Promise<void> {
    return this.writer.lookAgain(messages);
  }
}
