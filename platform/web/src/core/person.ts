/** What a browser keeps for whoever is signed in: the next one begins afresh. */
const PERSON = 'huiliu.person';
/** Of the browser, whoever sits there. */
const SHARED = new Set(['huiliu.theme', 'huiliu.language', 'huiliu.tour']);

/** Forgets what was kept for somebody else: words searched for, columns, copied fields. */
export function keepFor(person: string): void {
  for (const store of [localStorage, sessionStorage]) {
    if (store.getItem(PERSON) !== person) {
      forget(store);
      store.setItem(PERSON, person);
    }
  }
}

function forget(store: Storage): void {
  const kept = Object.keys(store).filter((key) => key.startsWith('huiliu.') && !SHARED.has(key));
  for (const key of kept) store.removeItem(key);
}
