-- Lets what was built be read, if it still is what it is taken for and tells all that readers have seen.
-- KEYS: the heads of what is read and of what was built; ARGV: the built head, the same as one to be read, its position.
if redis.call('GET', KEYS[2]) ~= ARGV[1] then
  return 0
end
local live = redis.call('GET', KEYS[1])
if live and tonumber(string.match(live, '^%S+ (%d+)')) > tonumber(ARGV[3]) then
  return 0
end
redis.call('SET', KEYS[1], ARGV[2])
redis.call('DEL', KEYS[2])
return 1
