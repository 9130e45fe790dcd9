// The one entry: each module looks for the data- attributes it serves. htmx itself is loaded before it.
import "./csrf.js";
import "./requests.js";
import "./holding.js";
import "./fill.js";
import "./forms.js";
import "./dialog.js";
import "./toast.js";
import "./menu.js";
import "./palette.js";
import "./shortcuts.js";
import "./comments.js";
import "./margin.js";
import "./mentions.js";
import "./theme.js";
import "./times.js";
import "./copy.js";
import "./reading.js";
import "./review.js";
import "./unsent.js";
import "./uploading.js";
import "./wording.js";
import "./zones.js";

document.documentElement.dataset.ready = "true";
