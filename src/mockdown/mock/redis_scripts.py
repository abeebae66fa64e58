"""What Redis does in one step, in its Lua: a session is a hash (its head) and a list (the log of changes).

The head holds `epoch` (which life of the session this is), `version` (changes in this life), `base` (the
version of the state that is kept as a whole), `whole` (that state) and `bytes` (of the changes since).
"""

_LOOK = """
local head = redis.call('HMGET', KEYS[1], 'epoch', 'version', 'base')
local epoch, version, base = head[1] or '', tonumber(head[2] or 0), tonumber(head[3] or 0)
local known_epoch, known_version = ARGV[1], tonumber(ARGV[2])
local news = nil
if epoch ~= known_epoch or known_version < base then
  local whole = redis.call('HGET', KEYS[1], 'whole') or ''
  news = {0, epoch, version, base, whole, redis.call('LRANGE', KEYS[2], 0, -1)}
elseif version ~= known_version then
  news = {0, epoch, version, -1, '', redis.call('LRANGE', KEYS[2], known_version - base, -1)}
end
"""
"""Sets `news` to 0, epoch, version, base (-1: the log follows the version that the caller knows), the whole
state at the base (empty: the seeds) and the log; nil when the caller knows the newest version."""

COMMIT = (
    _LOOK
    + """
local changes, new_epoch, seconds = ARGV[3], ARGV[4], tonumber(ARGV[5])
local session, now, caller = ARGV[6], ARGV[7], ARGV[8]
if redis.call('GET', KEYS[4]) == caller then
  redis.call('DEL', KEYS[4])
  if redis.call('LLEN', KEYS[5]) == 0 then
    redis.call('RPUSH', KEYS[5], 1)
    redis.call('PEXPIRE', KEYS[5], 1000)
  end
end
if news then return news end
local size = 0
if changes ~= '' then
  if epoch == '' then
    epoch = new_epoch
    redis.call('HSET', KEYS[1], 'epoch', epoch)
  end
  redis.call('RPUSH', KEYS[2], changes)
  version = redis.call('HINCRBY', KEYS[1], 'version', 1)
  size = redis.call('HINCRBY', KEYS[1], 'bytes', string.len(changes))
end
if seconds > 0 and epoch ~= '' then
  redis.call('EXPIRE', KEYS[1], seconds)
  redis.call('EXPIRE', KEYS[2], seconds)
  redis.call('ZADD', KEYS[3], now, session)
end
return {1, epoch, version, size}
"""
)
"""Append changes to the log of a session, if the caller knows its newest version; else give what is new.

Keys: head, log, sessions by last use, whose turn it is, the bell that rings when a turn ends.  Arguments:
epoch and version that the caller knows, changes (may be empty), the epoch of a session that is not there yet,
seconds to keep it (0: as before), its name, the time, the caller.  Gives 1, epoch, version, bytes of the log;
or what is new.
"""

ENTER = (
    _LOOK
    + """
if not redis.call('SET', KEYS[3], ARGV[3], 'NX', 'PX', ARGV[4]) then return {2} end
return news or {1}
"""
)
"""Take the turn to change a session, so that nobody works for nothing; it ends with a commit, or by itself.

Keys: head, log, whose turn it is.  Arguments: epoch and version that the caller knows, the caller, how many
milliseconds the turn lasts at most.  Gives 2 when it is another's turn, 1 when nothing is new, or what is.
"""

COMPACT = """
local head = redis.call('HMGET', KEYS[1], 'epoch', 'version')
if head[1] == ARGV[1] and head[2] == ARGV[2] then
  redis.call('HSET', KEYS[1], 'whole', ARGV[3], 'base', ARGV[2], 'bytes', 0)
  redis.call('DEL', KEYS[2])
end
return 1
"""
"""Keep a state as a whole instead of its log, if nothing was changed since.

Keys: head, log.  Arguments: the epoch and the version of the state, and the state.
"""
