// The picture, or what stands in its place in a browser that has no WebGL.

import { h } from "./dom.js";
import { Picture } from "./picture.js";

export function mountPicture(host, parts) {
  try {
    return new Picture(host, parts);
  } catch (error) {
    host.replaceChildren(h(
      "p", { class: "empty" },
      "This browser gives no WebGL, which the picture needs. Charts and list go on without it.",
      h("br"), h("small", {}, String(error.message)),
    ));
    const nothing = () => {};
    return { look: nothing, setReference: nothing, setRuns: nothing, destroy: nothing };
  }
}
