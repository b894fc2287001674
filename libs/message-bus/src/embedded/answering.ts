import { failingAs, portErrorOf } from '@gatehouse/sqlite';
import { MessageBusUnavailable } from '../message-bus.port.js';

const NAME = 'message bus';

/** Runs the work; a failure of SQLite becomes the port's own error. @throws MessageBusUnavailable */
export const answering = failingAs(NAME, MessageBusUnavailable);

/** The port's own error for a failure of SQLite. */
export const unavailable = portErrorOf(NAME, MessageBusUnavailable);
