// The frames of the socket: y-websocket's protocol, several messages to a frame, with SAVED and TOLD added.
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";

export const SYNC = 0;
export const AWARENESS = 1;
export const AUTH = 2;
export const SAVED = 4;
export const TOLD = 5;

export const STEP1 = 0;
export const STEP2 = 1;
export const UPDATE = 2;

/** Messages that leave together, as one frame. */
export class Frame {
  constructor() {
    this.encoder = encoding.createEncoder();
  }
  sync(kind, bytes) {
    encoding.writeVarUint(this.encoder, SYNC);
    encoding.writeVarUint(this.encoder, kind);
    encoding.writeVarUint8Array(this.encoder, bytes);
  }
  awareness(bytes) {
    encoding.writeVarUint(this.encoder, AWARENESS);
    encoding.writeVarUint8Array(this.encoder, bytes);
  }
  bytes() {
    return encoding.toUint8Array(this.encoder);
  }
}

/** What the server sent: {type, kind, payload}. An unknown type ends the frame, for its length is unknown too. */
export function* messages(frame) {
  const decoder = decoding.createDecoder(frame);
  while (decoding.hasContent(decoder)) {
    const type = decoding.readVarUint(decoder);
    if (type === SYNC) yield { type, kind: decoding.readVarUint(decoder), payload: decoding.readVarUint8Array(decoder) };
    else if (type === AWARENESS) yield { type, payload: decoding.readVarUint8Array(decoder) };
    else if (type === AUTH) {
      decoding.readVarUint(decoder);
      yield { type, payload: decoding.readVarString(decoder) };
    } else if (type === SAVED) yield { type, payload: decoding.readVarUint(decoder) };
    else if (type === TOLD) yield { type, payload: JSON.parse(decoding.readVarString(decoder)) };
    else return;
  }
}
