/** Reads a message aloud with the voice of the device; offers nothing where there is no Dutch voice. */

export class Reader {
  /** The key of the message that is being read. */
  reading: string | null = null;
  private readonly speech = 'speechSynthesis' in window ? window.speechSynthesis : null;

  constructor(private readonly changed: () => void) {
    this.speech?.addEventListener?.('voiceschanged', changed);
  }

  get isPossible(): boolean {
    return this.voice() !== undefined;
  }

  toggle(key: string, text: string): void {
    const stops = this.reading === key;
    this.stop();
    if (stops || !this.speech) return;
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.voice = this.voice() ?? null;
    utterance.lang = 'nl-NL';
    utterance.onend = utterance.onerror = () => this.ended(key);
    this.reading = key;
    this.speech.speak(utterance);
    this.changed();
  }

  stop(): void {
    if (!this.reading) return;
    this.reading = null;
    this.speech?.cancel();
    this.changed();
  }

  private ended(key: string): void {
    if (this.reading !== key) return;
    this.reading = null;
    this.changed();
  }

  /** Only voices of the device itself: words of the citizen go nowhere else. */
  private voice(): SpeechSynthesisVoice | undefined {
    return this.speech?.getVoices().find((voice) => voice.localService && /^nl\b/i.test(voice.lang));
  }
}
