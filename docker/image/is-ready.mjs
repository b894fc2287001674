// Health check of a container: 0 when the address answers well, else 1. `http://…` is asked, `tcp://…` connected to.
import { connect } from 'node:net';

const address = new URL(process.argv[2]);

async function connects({ hostname, port }) {
  const socket = connect(Number(port), hostname);
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
  }).finally(() => socket.destroy());
}

const answers = async (url) => (await fetch(url)).ok;

const isReady = await (address.protocol === 'tcp:' ? connects(address) : answers(address)).catch(() => false);
process.exitCode = isReady ? 0 : 1;
