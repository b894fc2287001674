import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import type { Document, WireMessage } from './wire-messages.js';
import { answerTo, takeMessages } from './wire-messages.js';

/**
 * Answers a command in the server's place, and returns true; else the server gets it.
 *
 * @param reply false: the connection is gone.
 */
export type Answer = (
  command: Document,
  reply: (document: Document, moreToCome?: boolean) => boolean,
) => boolean;

/** Stands before a MongoDB on loopback, remembers the commands that come by, and answers those that it is told to. */
export class AnsweringServer {
  /** The commands so far, in their order, without those by which the driver watches the server. */
  readonly commands: Document[] = [];
  readonly #server = createServer((client) => this.#join(client));
  readonly #sockets = new Set<Socket>();
  readonly #target: URL;
  #answers: readonly Answer[] = [];

  private constructor(target: URL) {
    this.#target = target;
  }

  /** @param address of the server, with one host. */
  static async before(address: string): Promise<AnsweringServer> {
    const answering = new AnsweringServer(new URL(address));
    await once(answering.#server.listen(0, '127.0.0.1'), 'listening');
    return answering;
  }

  /** The server's address by way of this one. */
  get address(): string {
    const address = new URL(this.#target);
    address.hostname = '127.0.0.1';
    address.port = String((this.#server.address() as AddressInfo).port);
    return address.href;
  }

  /** From now on it answers by these, the first that does, and by no others. */
  answerBy(...answers: Answer[]): void {
    this.#answers = answers;
  }

  async close(): Promise<void> {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await once(this.#server, 'close');
  }

  #join(client: Socket): void {
    const server = connect(Number(this.#target.port), this.#target.hostname);
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
    }
    server.on('data', (bytes) => client.write(bytes));
    let came: Buffer = Buffer.alloc(0);
    client.on('data', (bytes) => {
      const { messages, rest } = takeMessages(Buffer.concat([came, bytes]));
      came = rest;
      for (const message of messages) if (!this.#isAnswered(message, client)) server.write(message.bytes);
    });
  }

  #isAnswered(message: WireMessage, client: Socket): boolean {
    const { command } = message;
    if (!isHello(command)) this.commands.push(command);
    const reply = (document: Document, moreToCome = false) => {
      if (!client.destroyed) client.write(answerTo(message, document, moreToCome));
      return !client.destroyed;
    };
    return this.#answers.some((answer) => answer(command, reply));
  }
}

/** By which the driver watches a server. */
export const isHello = (command: Document): boolean =>
  ['hello', 'isMaster', 'ismaster'].some((name) => name in command);
