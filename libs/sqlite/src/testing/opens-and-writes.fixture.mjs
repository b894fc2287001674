// Opens each file that it is told of at the very millisecond it is told, writes one note into it, closes it, and says
// so.
import { inTransaction, openDatabase } from '@gatehouse/sqlite';

process.on('disconnect', () => process.exit());

const schema = ['CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT)'];
process.on('message', ({ file, at }) => {
  while (Date.now() < at);
  try {
    const db = openDatabase(file, { durability: 'process', schema });
    inTransaction(db, () => db.run('INSERT INTO notes (text) VALUES (?)', ['one']));
    db.close();
    process.send('written');
  } catch (error) {
    process.send(error.message);
  }
});
process.send('ready');
