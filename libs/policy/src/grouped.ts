/** The list kept under a key; an empty one is begun for it. */
export function listIn<Key, Item>(lists: Map<Key, Item[]>, key: Key): Item[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}

/** The set kept under a key; an empty one is begun for it. */
export function setIn<Key, Item>(sets: Map<Key, Set<Item>>, key: Key): Set<Item> {
  const set = sets.get(key) ?? new Set<Item>();
  sets.set(key, set);
  return set;
}
