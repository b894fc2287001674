// Opens the file and writes so many notes, each in a transaction of its own.
import { inTransaction, openDatabase } from '@gatehouse/sqlite';

const [file, count] = process.argv.slice(2);
const schema = ['CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT)'];
const db = openDatabase(file, { durability: 'process', schema });
for (let n = 0; n < Number(count); n += 1) {
  inTransaction(db, () => db.run('INSERT INTO notes (text) VALUES (?)', ['one']));
}
db.close();
process.disconnect();
