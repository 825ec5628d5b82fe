"""Towns and streets of Orange County, California, and its neighbours: data of the address rules."""

# As they are written, the longer names and the large cities far away too.
TOWNS = (
    "NYC|New York|San Francisco|Chicago|Boston|Seattle|Houston|Dallas|Phoenix|Denver"
    "|Miami|Atlanta|Las Vegas|Philadelphia"
    "|San Jose|Sacramento|Oakland|Pasadena|Santa Monica|Dana Pt"
    "|"
    "Aliso Viejo|Anaheim|Brea|Buena Park|Corona del Mar|Costa Mesa|Cypress|Dana Point|Fountain Valley|Fullerton"
    "|Garden Grove"
    "|Huntington Beach|Irvine|La Habra|La Palma|Laguna|Lake Forest|Los Alamitos|Mission Viejo|Newport|Orange|Placentia"
    "|Rancho Santa Margarita|San Clemente|San Juan|Santa Ana|Seal Beach|Stanton|Tustin|Villa Park|Westminster|Yorba "
    "Linda"
    "|Balboa|Newport Coast|Rancho Mission Viejo|Silverado|Trabuco Canyon|Coto de Caza|Foothill Ranch"
    "|Rossmoor|Midway City"
    "|Sunset Beach|Surfside|Capistrano|Los Al|HB|RSM|CdM|CDM|DTSA|OC|Little Saigon|South Coast"
    "|Ladera Ranch|Los Angeles|Long Beach|San Diego|Riverside|Corona|Whittier|Cerritos|Norwalk|Lakewood"
)
# Long streets known without their suffix, whose names mean nothing else: 13211 Jamboree, PCH at Brookhurst.
STREETS = (
    "brookhurst|euclid|bolsa|katella|chapman|jamboree|culver|jeffrey|barranca|moulton|bristol|fairview|macarthur"
    "|warner|edinger|mcfadden|talbert|garfield|goldenwest|trask|lampson|orangewood|glassell|batavia|antonio|alicia"
    "|marguerite|michelson|segerstrom|dyer|gothard|springdale|bushard|slater|heil|portola|haster|17th|19th|1st|4th"
    "|pch|p.c.h.|state college|crown valley|la paz|el toro|sand canyon|red hill|redhill|coast highway|coast hwy"
    "|pacific coast highway|pacific coast hwy|del prado|la veta|glenneyre|paularino|von karman"
    "|irvine center|laguna canyon"
    "|muirlands|rockfield|ridge route|los alisos|jeronimo|paseo de valencia|camino capistrano|del obispo|ortega"
    "|avenida pico|el camino real|bastanchury|lambert|commonwealth|orangethorpe|malvern|kraemer|miraloma|weir canyon"
    "|nohl ranch|santa ana canyon|santiago canyon|hewes|raitt|spurgeon|newhope|bolsa chica|yorktown|indianapolis"
    "|newland|valley view|bloomfield|denni|harvard|bryan|bonita canyon|san joaquin|san miguel|mesa verde|lakeview"
    "|kellogg|tustin ranch|coast hiway|balboa|kings road"
)
# Those whose names are also those of towns, trees, people and things: a longer number or a town must tell them.
COMMON_STREETS = (
    "beach|harbor|tustin|newport|alton|bake|main|grand|ellis|adams|magnolia|westminster|ball|lincoln|imperial|victoria"
    "|superior|dover|forest|broadway|flower|ross|cypress|aliso|campus|irvine|walnut|irving|holt|sunflower|hyland"
    "|placentia|ward|yale|alpine|raymond|gilbert|chestnut|orange|olive|maple|pine|elm|oak|cedar|acacia|first|fourth"
    "|la palma|yorba linda|lake forest|del mar|oso|civic center|wilson|hamilton|baker|anton|bear|birch|dove|quail"
    "|university|trabuco|second|third|fifth|hazard|hoover|dale|knott|western|edwards|atlanta|banning|palm|pecan|bush"
    "|sycamore|grand ave|cambridge|collins|taft|meats|prospect|yorba|valencia|highland|cerritos|wilshire|lemon|ocean"
    "|cliff|thalia|cress|bay|bayside|lido|marine|park|lewis|stanford|center"
)
