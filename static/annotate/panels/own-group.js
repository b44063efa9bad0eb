// Shows in which group the reader is and with whom, and follows changes of the groups.

import { _ } from "../../i18n.js";

export class OwnGroup {
  /** `url` answers with the reader's group; `onOthers()`: from now on the reader sees other people's highlights. */
  constructor(box, { group, url, onOthers }) {
    Object.assign(this, { box, group, url, onOthers });
  }

  /** The log tells which groups have changed, and not who is in them. */
  async receive({ groups, joined }) {
    const response = await fetch(this.url, { headers: { Accept: "application/json" }, credentials: "same-origin" }).catch(() => null);
    if (!response?.ok) {
      if (!this.group || groups.includes(this.group.number)) this.onOthers();
      return;
    }
    const { group } = await response.json();
    const ids = (each) => JSON.stringify(each?.members.map(({ id }) => id).sort() ?? []);
    const sameMembers = ids(group) === ids(this.group);
    this.group = group;
    this.show();
    // Whoever has just joined has highlighted nothing yet.
    if (!sameMembers && !joined) this.onOthers();
  }

  show() {
    const name = document.createElement("b");
    name.textContent = `${this.group?.name}:`;
    const text = this.group && ` ${this.group.members.map((member) => member.name).join(", ")}`;
    this.box.replaceChildren(...(this.group ? [name, text] : [_("You are in no group. Until the reveal, only you see your highlights.")]));
  }
}
