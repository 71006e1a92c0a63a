"""What the divisions of the NAF (revision 2) are called, shortly: the code says nothing to a reader."""

_LABELS = """
01 agriculture et élevage|02 forêt|03 pêche et aquaculture|10 industries alimentaires|11 boissons|13 textile
14 habillement|15 cuir et chaussure|16 travail du bois|17 papier et carton|18 imprimerie|20 chimie|21 pharmacie
22 caoutchouc et plastique|23 verre et céramique|24 métallurgie|25 produits en métal|26 électronique
27 équipements électriques|28 machines|29 automobile|30 matériels de transport|31 meubles|32 autres fabrications
33 réparation de machines|35 énergie|36 eau|37 assainissement|38 collecte, tri et réemploi des déchets|39 dépollution
41 construction de bâtiments|42 génie civil|43 travaux du bâtiment|45 commerce et réparation d’automobiles
46 commerce de gros|47 commerce de détail|49 transports terrestres|50 transports par eau|51 transports aériens
52 entreposage et logistique|53 poste et courrier|55 hébergement|56 restauration|58 édition
59 cinéma, vidéo et musique|60 radio et télévision|61 télécommunications|62 informatique|63 services d’information
64 banque et finance|65 assurance et mutuelle|66 services financiers|68 immobilier et logement|69 droit et comptabilité
70 conseil et gestion|71 architecture et ingénierie|72 recherche|73 publicité et études|74 autres services spécialisés
75 services vétérinaires|77 location|78 emploi et insertion|79 tourisme et voyages|80 sécurité
81 entretien des bâtiments et des espaces verts|82 services administratifs|84 protection sociale et administration
85 enseignement et formation|86 santé|87 hébergement médico-social|88 action sociale|90 spectacle et création
91 bibliothèques, musées et patrimoine|92 jeux|93 sport et loisirs|94 vie associative
95 réparation d’objets personnels|96 services personnels|97 emplois à domicile|99 organismes internationaux
"""

DIVISIONS = {item[:2]: item[3:] for line in _LABELS.split("\n") for item in line.split("|") if item}
