CREATE (:Map {id: 'map', title: 'Every field', description: 'Each is filled in
somewhere.', types: '[{"id":"secondment","label":"seconds staff to","inverse_label":"has staff seconded by","broader":"support","description":"Staff of one work for the other.","mutual":true,"irreflexive":true,"from":["signals","police"],"to":["intelligence-agency"]}]', classifications: '[{"id":"signals","label":"Signals body","plural_label":"Signals bodies","broader":"intelligence-agency","description":"Listens."}]', arrangements: '[{"id":"double-lock","label":"Double lock","rule":"any","note":"Either will do."},{"id":"team","label":"Team","rule":"all"}]'});
CREATE (:Source {id: 'report', title: 'A report', publisher: 'HMSO', author: 'A. Author', published: '2019-05', retrieved: '2020-01-02', type: 'official', url: 'https://example.org/report', archive_url: 'https://archive.example.org/report', file: 'report.txt', note: 'Second edition.'});
CREATE (:Source {id: 'general', title: 'General knowledge', type: 'general'});
CREATE
(:Organisation:Signals:IntelligenceAgency:Overseas {id: 'one', name: 'Organisation One', short_name: 'ONE', other_names: '[{"name":"Bureau One","start_date":"1909-10","end_date":"1931~","note":"Until it moved."},{"name":"Uno"}]', classification: ['signals', 'overseas'], founding_date: '1909-10', dissolution_date: '2030-12-31', description: 'The first.', url: 'https://one.example.org/', tags: ['secret', 'old'], evidence: '[{"source":"report","passage":"founded in … 1909","prefix":"was","suffix":"by the","note":"Chapter 1."},{"source":"general"}]'}),
(:Organisation:Police:LawEnforcement {id: 'two', name: 'Organisation Two', classification: ['police']});
UNWIND [
{a: 'two', b: 'one', id: 'two:advice:one', type: 'advice', mutual: true, status: 'disputed', confidence: 'doubtful', weight: 1.0, arrangement: 'team'}] AS r
MATCH (a:Organisation {id: r.a}), (b:Organisation {id: r.b})
CREATE (a)-[:ADVICE {id: r.id, type: r.type, mutual: r.mutual, status: r.status, confidence: r.confidence, weight: r.weight, arrangement: r.arrangement}]->(b);
UNWIND [
{a: 'one', b: 'two', id: 'two:advice:one:reverse', type: 'advice', mutual: true, status: 'disputed', confidence: 'doubtful', weight: 1.0, arrangement: 'team', reverse_of: 'two:advice:one'}] AS r
MATCH (a:Organisation {id: r.a}), (b:Organisation {id: r.b})
CREATE (a)-[:ADVICE {id: r.id, type: r.type, mutual: r.mutual, status: r.status, confidence: r.confidence, weight: r.weight, arrangement: r.arrangement, reverse_of: r.reverse_of}]->(b);
UNWIND [
{a: 'one', b: 'two', id: 'first', sources: ['report', 'general'], type: 'secondment', label: 'lends officers to', mutual: false, start_date: '2001-02-03', end_date: '2004~', status: 'suspended', confidence: 'probable', weight: 2.5, arrangement: 'double-lock', note: 'Twelve of them.', evidence: '[{"source":"report","passage":"officers were lent … for three years","prefix":"twelve","suffix":"and then","note":"Chapter 2."},{"source":"general","passage":"well known"}]', own_id: true}] AS r
MATCH (a:Organisation {id: r.a}), (b:Organisation {id: r.b})
CREATE (a)-[:SECONDMENT {id: r.id, sources: r.sources, type: r.type, label: r.label, mutual: r.mutual, start_date: r.start_date, end_date: r.end_date, status: r.status, confidence: r.confidence, weight: r.weight, arrangement: r.arrangement, note: r.note, evidence: r.evidence, own_id: r.own_id}]->(b);
