// Whether the pointer is down. A click counts only when the press and its end find the same element, which it is not when
// that was replaced meanwhile, nor when a piece above grew and moved it away.
// In milliseconds: the longest press that counts, and how late a click may follow the finger that is lifted.
const [LONGEST, CLICK] = [10_000, 400];
let pressed = null;
let tell = () => {};

export const isPressed = () => pressed !== null && Date.now() - pressed.since < LONGEST;

export function whenLifted(then) {
  tell = then;
}

function press() {
  pressed = { since: Date.now() };
}

/** After what the click itself does. */
function lift(after) {
  const was = pressed;
  setTimeout(() => {
    if (!was || pressed !== was) return;
    pressed = null;
    tell();
  }, after);
}

addEventListener("pointerdown", press, true);
addEventListener("pointerup", () => lift(CLICK), true);
addEventListener("click", () => lift(0), true);
addEventListener("pointercancel", () => lift(0), true);
// Space presses a button when it comes up again.
const isButton = ({ target, key }) => key === " " && target.matches?.("button, summary, [type=submit], [type=checkbox], [type=radio]");
addEventListener("keydown", (event) => isButton(event) && !event.repeat && press(), true);
addEventListener("keyup", ({ key }) => key === " " && lift(0), true);
