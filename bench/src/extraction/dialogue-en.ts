/**
 * Everyday dialogue with what should be learned from each line. `U` is the person, `A` the assistant;
 * behind `=>` stand, parted by `|`, words that each thing to learn must hold. A line without `=>` teaches
 * nothing. Lines of one block are one conversation.
 */
export const englishDialogue = `
U: Morning! Quick intro before we start: I'm Hannah, a radiographer from Leeds. => Hannah | radiographer | Leeds
A: Nice to meet you, Hannah. What can I do for you?
U: I need a packing list for a weekend away.
A: Sure. Cold or warm weather?
U: Cold, we're going to the Lake District on Friday. => Lake District
U: My partner Dev can't have gluten, so keep the snacks safe. => gluten
A: Noted, only gluten-free snacks.
U: Thanks, that list looks fine.

U: what's the difference between a latte and a flat white?
A: A flat white has less foam and more coffee for its size.
U: ok. I only drink decaf these days. => decaf
A: Then ask for a decaf flat white.
U: does it taste different?
A: Slightly, most people hardly notice.
U: cool, thanks

U: I just started a new job at Siemens as a test engineer. => Siemens | test engineer
A: Congratulations!
U: The commute is killing me though, it's an hour each way.
A: Could you work from home now and then?
U: They let me on Mondays.
U: Remind me that my probation ends on 14 March. => probation
A: I will.

U: can you fix this regex for me? ^[a-z]+$ should match digits too
A: Use ^[a-z0-9]+$ instead.
U: works, thank you
U: I always use pnpm rather than npm, so give me commands for that. => pnpm
A: Understood.
U: And please keep answers short. => short
A: Will do.

U: My daughter Elsie turns six next month. => Elsie
A: How lovely. Planning a party?
U: Yes, she's mad about dinosaurs. => dinosaurs
A: A dinosaur cake then.
U: maybe. How many cupcakes for twelve kids?
A: About twenty-four.
U: Elsie is allergic to eggs, so the cake has to be egg-free. => eggs

U: Which is further from the sun, Saturn or Uranus?
A: Uranus.
U: right, I mixed them up
U: If I lived on Saturn I'd weigh less, wouldn't I?
A: A little more, in fact, at the cloud tops.
U: ha

U: I hate cilantro, it tastes like soap to me. => cilantro
A: I will leave it out of recipes.
U: What can I make with two courgettes and rice?
A: A courgette risotto would work.
U: sounds good, let's do that

U: We moved to Bristol in August, by the way. => Bristol
A: How do you like it?
U: Love it. Before that we were in Cardiff for nine years.
A: A big change then.
U: Our landlord is a bit odd.
U: What time do shops close there on a Sunday?
A: Usually at four.

U: my sister Ruth is a vet and she says the dog needs more exercise => Ruth | vet
A: Two walks a day would be a start.
U: Our dog Pickle is a beagle, he never gets tired. => Pickle
A: Beagles are like that.
U: could you draw up a walking schedule?
A: Of course: 7:30 and 18:00.

U: I'm trying to learn Portuguese before the summer. => Portuguese
A: Do you want daily exercises?
U: yes please, ten minutes a day
A: Let us begin with greetings.
U: Bom dia!
A: Muito bem.
U: how do you say receipt?
A: Recibo.

U: Is it going to rain tomorrow?
A: I cannot see the forecast.
U: no worries
U: My name isn't Steve, it's Stefan. => Stefan
A: Sorry, Stefan.

U: I've been diagnosed with type 2 diabetes last year. => diabetes
A: I will keep that in mind for recipes.
U: I take metformin twice a day. => metformin
A: Noted.
U: how many carbs are in a banana
A: About 27 grams.

U: he said I was too slow, and then he left
A: That must have hurt.
U: whatever. Play some music?
A: I cannot play music here.
U: I prefer jazz when I'm working. => jazz
A: I will suggest jazz next time.

U: Remember that the Wi-Fi in the cabin only works upstairs. => upstairs
A: I will remember.
U: And forget what I said about the boat.
A: Done.
U: My favourite colour is teal. => teal
A: Teal it is.

U: summarise this article: The council has voted to close two libraries...
A: Two libraries will close.
U: who voted against?
A: The text does not say.
U: fine

U: I'm vegetarian now, stopped eating meat in January. => vegetarian
A: I will stick to vegetarian recipes.
U: What about gelatine?
A: It is made from animals, so not vegetarian.
U: oh no, my gummy bears

U: I work at Lloyds but I'm thinking of leaving. => Lloyds
A: What puts you off?
U: the meetings, mostly
U: I have an interview at Monzo next Tuesday. => Monzo
A: Good luck!
U: should I wear a tie?
A: Smart casual is enough.

U: I don't live in Bristol anymore, I'm in Bath now. => Bath
A: Updated.
U: what's the best way to Paddington from here
A: The direct train, about an hour and a half.

U: Our wedding anniversary is on 9 June. => 9 June
A: Shall I remind you a week before?
U: yes
U: My wife Carmen loves peonies. => Carmen | peonies
A: Then peonies it is.

U: Translate 'the cheque is in the post' into German.
A: Der Scheck ist in der Post.
U: My boss would say that all the time.
U: In the novel the hero says: I am a pilot from Oslo.
A: A strong opening.
U: Suppose I have a brother called Max and he owes me ten pounds, write the sum.
A: Max owes ten pounds.

U: I run 10k every Saturday with the harriers. => 10k
A: Impressive.
U: knee hurts a bit today
A: Rest it for a day.
U: My doctor told me to avoid ibuprofen. => ibuprofen
A: Understood.

U: what year did the Berlin wall come down
A: 1989.
U: thanks. I was born in 1989! => 1989
A: A good year.

U: We decided to go with Postgres for the new service. => Postgres
A: A sound choice.
U: The deadline is 30 November. => 30 November
A: Noted.
U: is there a way to see slow queries?
A: Turn on pg_stat_statements.

U: Could you call me Al? => Al
A: Sure, Al.
U: what's 18 percent of 240
A: 43.2.
U: I can't stand horror films, so no suggestions like that. => horror
A: No horror films then.
U: My son Theo plays the cello. => Theo | cello
A: Wonderful.
U: I'm scared of flying, trains only please. => flying
A: I will look for trains.
U: Thanks for everything, bye
A: Goodbye!
`;
