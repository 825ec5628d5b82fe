"""Words of American street addresses (USPS Publication 28, appendices C1 and C2)."""

# Suffixes that hardly mean anything else.
SURE_SUFFIXES = frozenset(
    "street str st avenue aven avenu ave av boulevard boul boulv blvd bl road rd lane ln drive driv drv dr circle circ cir "
    "parkway parkwy pkway pkwy pky highway highwy hiway hwy terrace terr ter expressway expy freeway fwy turnpike tpke alley aly causeway cswy "
    "plaza plz trail trl tr crescent cres ct pl wy".split()
)
# Suffixes that are also everyday words: they need capitals or another sign of an address.
LOOSE_SUFFIXES = frozenset(
    "court place way square sq loop run row walk pass path point pt park pike ridge rdg road roads route rte trace track view vw "
    "villa village vlg vista bend beach bluff bluffs bottom branch bridge brook burg bypass byp camp canyon cyn cape center centre ctr cliff cliffs club common "
    "commons corner corners cors course cove creek crk crest crossing xing crossroad curve dale dam divide estate estates est extension ext falls ferry field fields "
    "flat flats ford forest forge fork forks fort garden gardens gdns gateway glen green greens grove grv harbor hbr haven heights hts hill hills hl hollow inlet "
    "island islands isle junction jct key keys knoll knolls lake lakes land landing lndg light lights loaf lock locks lodge mall manor mnr meadow meadows mdws mews mill mills "
    "mission motorway mount mountain mtn neck orchard oval overpass passage pine pines plain plains port prairie quay radial ramp ranch rapid rapids rest river "
    "shoal shore shores skyway spring springs spur station sta stravenue stream summit throughway trafficway trailer tunnel underpass union valley "
    "viaduct wall ward well wells wood woods market esplanade promenade concourse arcade paseo circle cir colony byway".split()
)
# Streets known by one word.
ALONE = frozenset("broadway bowery embarcadero pch strand".split())
# What comes before the name in Spanish street names of California and Texas.
SPANISH = frozenset("avenida ave avda calle camino via paseo plaza caminito corte vista rancho callejon carretera cerro circulo el la las los rua ruelle viale".split())
SPANISH_PREFIXES = frozenset("avenida avda calle camino via paseo caminito corte callejon carretera cerro circulo placita senda vereda".split())
DIRECTIONS = frozenset("n s e w ne nw se sw north south east west northeast northwest southeast southwest no so".split())
UNITS = "apartment apt suite ste unit room rm floor fl bldg building bld space spc sp lot trailer trlr dept department penthouse ph hangar pier slip stop office ofc #".split()
STATES = frozenset(
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY PR "
    "AP AE AA Calif California Texas Florida Nevada Arizona Oregon Washington".split()
)
# A measure or a thing for sale after a number: no street starts like this.
GOODS = frozenset(
    "min mins minute minutes hour hours hr hrs day days week weeks month months year years yr yrs am pm oz lb lbs kg g ml l cm mm ft feet foot inch inches mile miles km "
    "block blocks people persons guests seats tables spots stalls items pieces pcs piece pc pack packs box boxes cups cup dozen off percent stars star "
    "taco tacos burrito burritos slices slice course courses dish dishes plates bowls wings nuggets rolls bottles cans tickets bedrooms bedroom beds bed baths bath "
    "dollars bucks cents baht usd thb times x points calories cal sets set reps rounds steps ways reasons tips things spa "
    "photos videos posts new more free great big best happy fun easy hot cold fresh large small medium mini jumbo full half for in on of or and to with at by the a an is "
    "are was will from per each only until till plus minus than that this our your my we you they if as but so it be can vs".split()
)
