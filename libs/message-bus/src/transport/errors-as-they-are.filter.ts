import { BaseRpcExceptionFilter } from '@nestjs/microservices';
import type { Observable } from 'rxjs';
import { throwError } from 'rxjs';

/** Gives the transport what a handler threw, where NestJS would give words of its own that say nothing of it. */
export class ErrorsAsTheyAre extends BaseRpcExceptionFilter {
  override catch(...[exception, host]: Parameters<BaseRpcExceptionFilter['catch']>): Observable<unknown> {
    // Logs it as usual.
    super.catch(exception, host);
    return throwError(() => exception as Error);
  }
}
