CREATE (:Map {id: 'map', title: 'A small map'});
CREATE (:Source {id: 'report-2019', title: 'Annual report, 2019', published: '2019~', url: 'https://example.org/report'});
CREATE
(:Organisation:IntelligenceAgency {id: 'mi5', name: 'Security Service', short_name: 'MI5', classification: ['intelligence-agency'], founding_date: '1909-10', tags: ['uk', 'a;b|c']}),
(:Organisation:Police:LawEnforcement:Public:Society {id: 'met', name: 'Metropolitan Police', classification: ['police', 'public'], description: '=SUM(A1) is no formula here'}),
(:Organisation {id: 'adviser'});
UNWIND [
{a: 'mi5', b: 'met', id: 'mi5:joint-investigation:met', sources: ['report-2019'], type: 'joint-investigation', label: 'works "closely", with', mutual: true, start_date: '2014-05', status: 'active', confidence: 'confirmed', weight: 1.0, evidence: '[{"source":"report-2019","passage":"works … police"}]'}] AS r
MATCH (a:Organisation {id: r.a}), (b:Organisation {id: r.b})
CREATE (a)-[:JOINT_INVESTIGATION {id: r.id, sources: r.sources, type: r.type, label: r.label, mutual: r.mutual, start_date: r.start_date, status: r.status, confidence: r.confidence, weight: r.weight, evidence: r.evidence}]->(b);
UNWIND [
{a: 'met', b: 'mi5', id: 'mi5:joint-investigation:met:reverse', sources: ['report-2019'], type: 'joint-investigation', label: 'works "closely", with', mutual: true, start_date: '2014-05', status: 'active', confidence: 'confirmed', weight: 1.0, evidence: '[{"source":"report-2019","passage":"works … police"}]', reverse_of: 'mi5:joint-investigation:met'}] AS r
MATCH (a:Organisation {id: r.a}), (b:Organisation {id: r.b})
CREATE (a)-[:JOINT_INVESTIGATION {id: r.id, sources: r.sources, type: r.type, label: r.label, mutual: r.mutual, start_date: r.start_date, status: r.status, confidence: r.confidence, weight: r.weight, evidence: r.evidence, reverse_of: r.reverse_of}]->(b);
UNWIND [
{a: 'met', b: 'mi5', id: 'own', type: 'reporting', mutual: false, status: 'proposed', confidence: 'confirmed', weight: 1.0, own_id: true}] AS r
MATCH (a:Organisation {id: r.a}), (b:Organisation {id: r.b})
CREATE (a)-[:REPORTING {id: r.id, type: r.type, mutual: r.mutual, status: r.status, confidence: r.confidence, weight: r.weight, own_id: r.own_id}]->(b);
UNWIND [
{a: 'adviser', b: 'mi5', id: 'adviser:advice:mi5', type: 'advice', mutual: false, status: 'active', confidence: 'confirmed', weight: 2.5}] AS r
MATCH (a:Organisation {id: r.a}), (b:Organisation {id: r.b})
CREATE (a)-[:ADVICE {id: r.id, type: r.type, mutual: r.mutual, status: r.status, confidence: r.confidence, weight: r.weight}]->(b);
UNWIND [
{a: 'adviser', b: 'mi5', id: 'adviser:advice:mi5:2', type: 'advice', mutual: false, status: 'active', confidence: 'confirmed', weight: 1.0, note: 'two
lines'}] AS r
MATCH (a:Organisation {id: r.a}), (b:Organisation {id: r.b})
CREATE (a)-[:ADVICE {id: r.id, type: r.type, mutual: r.mutual, status: r.status, confidence: r.confidence, weight: r.weight, note: r.note}]->(b);
