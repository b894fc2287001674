// Has a data file to itself, as another program's transaction would, until it is told to let go.
import Libsql from 'libsql';

process.on('disconnect', () => process.exit());

const db = new Libsql(process.argv[2], { timeout: 20_000 });
db.exec('BEGIN EXCLUSIVE');
process.send('locked');
process.once('message', () => {
  db.exec('ROLLBACK');
  db.close();
  process.send('free');
});
