// Starts a server, tells its address, and lives until it is killed.
import { startMongodb } from '@gatehouse/engines';

process.on('disconnect', () => process.exit());
process.send((await startMongodb()).address);
