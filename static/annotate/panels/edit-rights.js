// What the user may do with annotations right now.

export class EditRights {
  /** `allowed` is what the user's role permits while the round takes annotations. */
  constructor({ me, allowed, roundStatus, handIn }) {
    Object.assign(this, { me, allowed, roundStatus, handIn });
  }

  get mayAnnotate() {
    return this.allowed && this.roundStatus.takesAnnotations && !this.handIn.submittedAt;
  }

  isMine(annotation) {
    return annotation?.annotator?.id === this.me.id;
  }

  mayEdit(annotation) {
    return this.isMine(annotation) && this.mayAnnotate;
  }
}
