"""Words of American street addresses (USPS Publication 28, appendices C1 and C2)."""

import re

from socialdraft.services.privacy_rules.lexicon import listed

# Suffixes that hardly mean anything else.
SURE_SUFFIXES = listed(
    "street str st avenue aven avenu ave av boulevard boul boulv blvd bvd road rd lane ln drv dr circle cir parkway "
    "parkwy "
    "pkway pkwy pky highway highwy hiway hwy terrace terr expressway expy freeway fwy turnpike tpke alley aly "
    "causeway cswy "
    "plz trl crescent cres ct pl bl "
    "stret steet streeet avenu avanue blv bulevard boulevad boulevrd boulvard raod circel parkwy"
)
# Suffixes that are also everyday words: they need capitals or another sign of an address.
LOOSE_SUFFIXES = listed(
    "drive driv court place way wy plaza trail ter tr square sq loop run row walk pass path point pt park pike "
    "ridge rdg "
    "roads route rte trace track view vw villa village vlg vista bend beach bluff bluffs bottom branch bridge brook "
    "burg bypass "
    "byp camp canyon cyn cape center centre ctr cliff cliffs club common commons corner corners cors course cove "
    "creek crk "
    "crest crossing xing crossroad curve dale dam divide estate estates est extension ext falls ferry field fields "
    "flat flats "
    "ford forest forge fork forks fort garden gardens gdns gateway glen green greens grove grv harbor hbr haven "
    "heights hts "
    "hill hills hl hollow inlet island islands isle junction jct key keys knoll knolls lake lakes land landing lndg "
    "light "
    "lights loaf lock locks lodge mall manor mnr meadow meadows mdws mews mill mills mission motorway mount "
    "mountain mtn neck "
    "orchard oval overpass passage pine pines plain plains port prairie quay radial ramp ranch rapid rapids rest "
    "river shoal "
    "shore shores skyway spring springs spur station sta stravenue stream summit throughway trafficway tunnel "
    "underpass union "
    "valley viaduct wall well wells wood woods market esplanade promenade concourse arcade paseo circ byway colony "
    "bend mkt"
)
# Those of them that name a road and hardly a thing.
ROAD_SUFFIXES = listed("drive driv court way terrace trail ter tr loop place")
SUFFIXES = SURE_SUFFIXES | LOOSE_SUFFIXES
# Streets known by one word.
ALONE = listed("broadway bowery embarcadero pch esplanade oceanfront")
# What comes before the name in Spanish and French street names of California and the South.
SPANISH_PREFIXES = listed(
    "avenida avda avenue ave av calle camino via paseo caminito corte callejon carretera cerro circulo placita senda "
    "vereda rue vista "
    "plaza rancho"
)
SURE_PREFIXES = listed("avenida ave av calle camino caminito paseo")
SPANISH = listed("de del di da la las los el y san santa")
PARTICLES = SPANISH | {"of", "the"}
LONGEST_SPANISH = 4
HIGHWAYS = listed("highway hwy hiway route rte rt road rd interstate i sr cr fm us csah loop state county us-")
ROUTE = re.compile(r"\.?[ -]{1,2}#?[0-9]{1,4}[A-Z]?(?![0-9A-Za-z%]|[.,:][0-9])(?: (?:North|South|East|West|[NSEW])\b)?")
ACCENTS = str.maketrans("áàâéèêíïóöúüñç", "aaaeeeiioouunc")
ORDINAL = re.compile(r"[0-9]{1,3}(?:st|nd|rd|th)\Z", re.IGNORECASE)
DIRECTIONS = listed("n s e w ne nw se sw north south east west northeast northwest southeast southwest no so")
# What may stand behind a street's name.
ENDINGS = SUFFIXES | DIRECTIONS
STATES = listed(
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK "
    "OR PA "
    "RI SC SD TN TX UT VT VA WA WV WI WY PR GU VI AP AE AA"
)
# What a street's name ends with in a corner of two streets.
COMMON_SUFFIXES = (
    "street st avenue ave boulevard blvd road rd lane ln drive dr court ct place pl parkway pkwy highway "
    "hwy way circle cir "
    "terrace ter trail trl freeway fwy square sq"
)
LONGEST_ABBREVIATION = 4
# As short, but no abbreviation: their dot ends the sentence.
WHOLE_SUFFIXES = listed("road lane way loop walk park pass mall lake hill cove mill row run pike glen isle camp ford")
# A measure, a small word or a thing for sale after a number: no street starts like this.
GOODS = listed(
    "it's its i'm we're that's there's he's she's then when since because also now just still there "
    "here where who what "
    "which not were been has have had does did do get got goes went came need needs want wants says said sold ordered "
    "gal gallon gallons qt quart quarts pint pints yd yds yard yards doz dozens ounce ounces "
    "min mins minute minutes hour hours hr hrs day days week weeks month months year years yr yrs am pm oz lb lbs "
    "kg g ml l cm "
    "mm ft feet foot inch inches mile miles km block blocks people persons guests seats tables spots stalls items "
    "pieces pcs "
    "piece pc pack packs box boxes cups cup dozen off percent stars taco tacos burrito burritos slices slice "
    "courses dish "
    "dishes plates bowls wings nuggets rolls bottles cans tickets bedrooms bedroom beds baths bath dollars bucks "
    "cents baht usd "
    "thb times x points calories cal sets set reps rounds steps ways reasons tips things photos videos posts more free "
    "new great best happy fun easy large small medium mini jumbo full half for in on of or and to with at by the a "
    "an is are "
    "was will from per each only until till plus minus than that this our your my we you they if as but so it be "
    "can vs meter "
    "meters toll car cars truck trucks room rooms unit units winners kids adults shops stores locations vendors "
    "star acre acres"
)
# 10 The Alameda, 3 Times Square.
NAMED_GOODS = frozenset(["the", "new", "times"])
# Hours and dates: Mon-Fri 8-5, Sat 9-2.
DAYS = listed(
    "mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday "
    "sunday jan feb mar apr "
    "jun jul aug sep sept oct nov dec january february march april june july august september october november december"
)
