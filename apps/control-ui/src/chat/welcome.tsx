import { useApp, useTexts } from '../app.ts';

/** What stands where nothing was said yet. */
export function Welcome() {
  const { draft } = useApp();
  const { chat } = useTexts();
  return (
    <div class="scroll">
      <section class="welcome">
        <h2>{chat.welcome}</h2>
        <p>{chat.welcomeText}</p>
        <div class="examples">
          {chat.examples.map((text) => (
            <button key={text} type="button" onClick={() => draft.propose(text)}>
              {text}
            </button>
          ))}
        </div>
      </section>
    </div>
  );
}
