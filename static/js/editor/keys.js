// Names in this browser's storage; static/js/unsent.js uses the same.
export const PREFIX = "debrief:live:";
export const HERE = "debrief:here";
