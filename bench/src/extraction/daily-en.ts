/**
 * More everyday dialogue in the form of `dialogue-en.ts`, with days in it on which nothing much happens. The
 * rules were mended after reading what they made of it.
 */
export const dailyEnglish = `
U: The plumber came by today, finally.
A: Is the tap fixed?
U: yeah, he was here for ten minutes and charged me ninety quid
U: I didn't sleep well last night, the neighbours had a party.
A: Sorry to hear that.
U: I'm a really light sleeper, always have been. => light sleeper
A: Earplugs may help.

U: Had three meetings this morning, my brain is mush.
A: Take a break.
U: one more at 2:30
U: Oh, I'm flying to Lisbon on 3 December for a conference, back on the 7th. => Lisbon
A: Shall I look for hotels?
U: Yes please, but no hostels, I can't stand sharing a bathroom. => sharing a bathroom
A: Understood.

U: our youngest dropped my phone in the toilet yesterday
A: Switch it off and let it dry.
U: it's in a bag of rice already lol
U: He's called Theo, he's four, and his sister Maya is in third grade. => Theo | Maya
A: Sounds lively.

U: I'm on nights this week so don't plan anything before noon.
A: Understood.
U: I'm a nurse in the A&E at St Thomas'. => nurse | St Thomas
A: That is hard work.
U: gotta go, another ambulance just pulled in

U: went for a curry with some old friends on Tuesday, way too hot for me
A: How is your stomach?
U: Fine. I've got IBS though so I have to be careful. => IBS
U: The consultant put me on a low FODMAP diet last month. => FODMAP
A: I will suggest milder food.

U: I passed my driving test in March but motorways still scare me. => driving test
A: A few lessons may help.
U: My brother dropped me off today.
U: he drives for Uber so he knows every shortcut => Uber

U: My parcel didn't turn up yesterday, again.
A: Did you call them?
U: I did, they said tomorrow
U: Always send my stuff to the office, nobody's home during the day. => office
A: Noted.

U: I ran my first half marathon last Saturday! => half marathon
A: Amazing!
U: 2:05, and my legs still hurt
U: I want to do the London Marathon next year. => London Marathon
A: Then training starts now.

U: which one should I get, the first or the second?
A: The first is lighter.
U: the first then
U: My budget is 600 tops. => 600
A: Good to know.

U: not in a great mood today, had a row with my mum
A: Do you want to talk about it?
U: She keeps asking when I'll get married, I'm only 27! => 27
U: I don't even have a boyfriend.
A: Take your time.

U: just got off work, the tube was packed
A: Long day.
U: what should I have for dinner
A: Something hot or cold?
U: Anything, just leave out onions, I can't eat them. => onions
U: all I have is eggs and tomatoes

U: My sister is getting married on the 15th of next month and I'm her maid of honour. => married
A: Congratulations! A speech?
U: yes, two minutes or so
U: Her fiancé is German, so I need a few lines of German.

U: I retired three years ago, I used to drive trains. => retired
A: You must have seen a lot.
U: I do tai chi in the park every morning. => tai chi
U: My grandson had a fever yesterday but he's better today.
A: Glad to hear it.

U: My boss just told me the launch has moved to January. => January
A: That gives you more time.
U: We write the backend in Go, so no Java examples please. => Go
A: Understood.
U: why does this function deadlock?
A: The two locks are taken in different orders.

U: I signed the lease yesterday, I'm moving to Hackney on 1 December. => lease | Hackney
A: Congratulations!
U: it's 1,450 a month, bills not included
U: My flatmate has two cats and I'm allergic, so I'll need antihistamines. => two cats | allergic
A: Noted.

U: Got my flu jab today, my arm's sore.
A: Drink plenty of water.
U: I never get a fever from jabs.
U: I had my appendix out five years ago, should I mention that? => appendix
A: Yes.

U: morning!
A: Good morning.
U: I went to that noodle place you suggested yesterday, it was meh
A: I will find another.
U: No more noodles please. I'm from Naples, I was raised on pizza. => Naples
`;
