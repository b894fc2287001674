/** Two sizes of messages, and how many of them the adapter sends in one request (at most 512 KiB). */
export interface MessageSize {
  name: string;
  bytes: number;
  inRequest: number;
}

export const SMALL: MessageSize = { name: '400 bytes', bytes: 400, inRequest: 1_000 };
export const LARGE: MessageSize = { name: '4 kB', bytes: 4_000, inRequest: 125 };
