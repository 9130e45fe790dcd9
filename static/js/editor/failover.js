// A database that failed over may lack what it had confirmed.
import * as Y from "yjs";

/** What this tab wrote and the server, whose state vector this is, no longer has; null when it has it all.
 *  Of the others' text, their own browsers give it back. */
export function givenBack(doc, state) {
  const theirs = Y.decodeStateVector(state).get(doc.clientID) ?? 0;
  const ours = Y.decodeStateVector(Y.encodeStateVector(doc));
  if ((ours.get(doc.clientID) ?? 0) <= theirs) return null;
  ours.set(doc.clientID, theirs);
  return Y.encodeStateAsUpdate(doc, Y.encodeStateVector(ours));
}
