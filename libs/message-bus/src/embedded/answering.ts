import { failingAs } from '@gatehouse/sqlite';
import { MessageBusUnavailable } from '../message-bus.port.js';

/** Runs the work; a failure of SQLite becomes the port's own error. @throws MessageBusUnavailable */
export const answering = failingAs('message bus', MessageBusUnavailable);
