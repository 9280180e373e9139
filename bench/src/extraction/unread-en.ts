/**
 * Everyday dialogue in the form of `dialogue-en.ts` on which no rule was tried before the figures were taken;
 * once a rule is mended after reading it, it belongs to `daily-en.ts`.
 */
export const unreadEnglish = `
U: The water was off this morning, couldn't even wash my face.
A: When did it come back?
U: around nine. They put up a notice yesterday and I missed it
U: I live in Ancoats and it happens all the time here. => Ancoats
A: A spare bottle may help.

U: could you look over my CV
A: The work history could be more specific.
U: I was a product manager at Skyscanner for six years and left last year. => Skyscanner
A: Are you looking now?
U: Yeah, I have a second interview at Octopus Energy next Thursday. => Octopus Energy
U: the first one yesterday went ok, about an hour

U: My dad had a stent put in last month. => stent
A: How is he doing?
U: not bad, he walked round the block yesterday
U: He can't have much salt, keep that in mind for the recipes. => salt
A: I will.

U: ordered takeaway again for lunch, ramen
A: Any vegetables?
U: sort of
U: I'm trying to lose weight, my goal is 60 kilos by the end of the year. => 60 kilos
A: Then less oil.
U: I hate running, suggest something else. => running

U: our boy started nursery today, tears everywhere
A: The first day is hard.
U: His name is Arlo and he just turned three. => Arlo
U: pick-up is at half four so I have to leave work early

U: are you free this weekend
A: I am always here.
U: haha forgot you're a robot
U: I have a ragdoll cat called Biscuit, she's getting her jabs on Saturday. => Biscuit
A: Bring the vaccination card.

U: stayed up till three watching the match, I'm wrecked
A: Who won?
U: Madrid. I've been a Real Madrid fan since I was a kid. => Real Madrid
U: Never spoil the score when we talk football. => score
A: All right.

U: the mortgage went up two hundred again this month
A: Is it a variable rate?
U: yes
U: My husband and I decided to try for a baby next May. => baby
A: I wish you all the best.

U: I'm doing a master's in data science in Melbourne. => data science | Melbourne
A: Is it a lot of work?
U: it's fine, I handed in two papers last week
U: I graduate next July and I want to stay and work here. => graduate
`;
