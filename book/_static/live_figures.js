// A figure's control: it shows one frame after the other in place of the still picture above it.
// Without scripts the still picture is all there is; frames are fetched when a figure comes near.
document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll(".figure-frames").forEach((block) => {
    const figure = JSON.parse(block.querySelector("script").textContent);
    const pictures = block.closest(".cell_output").querySelectorAll("img");
    const picture = pictures[pictures.length - 1];
    if (!picture) return;
    const still = picture.src;

    const label = document.createElement("label");
    const range = Object.assign(document.createElement("input"), {
      type: "range", min: 0, max: figure.frames.length - 1, value: figure.start });
    const value = document.createElement("output");
    label.append(figure.name, range, value);
    block.append(label);
    if (figure.note) {
      const note = document.createElement("small");
      note.textContent = figure.note;
      block.append(note);
    }

    const show = () => {
      const at = Number(range.value);
      value.textContent = figure.labels[at];
      range.setAttribute("aria-valuetext", figure.labels[at]);
      picture.src = at === figure.start ? still : figure.frames[at];
    };
    range.addEventListener("input", show);
    show();
    block.hidden = false;

    new IntersectionObserver((seen, observer) => {
      if (!seen.some((one) => one.isIntersecting)) return;
      observer.disconnect();
      figure.frames.forEach((frame) => { new Image().src = frame; });
    }, { rootMargin: "200px" }).observe(picture);
  });
});
