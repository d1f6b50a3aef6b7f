/// The filter with which pandoc reads a report: a text in Lua that follows two definitions, `own`,
/// the figures of the report by their links, and `trusts`, whether the rest may be read too.
enum PandocFilter {
  static let text = #"""
    -- Tags that show text and read nothing; they are kept without their attributes.
    local plain = {}
    for tag in ([[abbr b big blockquote br caption center cite code col colgroup dd del details dfn
      div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i ins kbd li mark ol p pre q rp rt ruby s
      samp small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul
      var wbr]]):gmatch("%S+") do plain[tag] = true end
    -- Tags that go without a word: their text stays.
    local silent = { a = true, font = true }

    local function say(what)
      io.stderr:write("ampleur leaves out: " .. what:gsub("%s+", " ") .. "\n")
    end

    -- Removes a tag with all it holds.
    local function without(text, tag)
      while true do
        local low = text:lower()
        local first = low:find("<" .. tag .. "[%s/>]")
        if not first then return text end
        local _, last = low:find("</" .. tag .. "%s*>", first)
        say("<" .. tag .. ">")
        text = text:sub(1, first - 1) .. text:sub((last or #text) + 1)
      end
    end

    local function tamed(text)
      text = text:gsub("<!%-%-.-%-%->", "")
      for _, tag in ipairs({ "script", "style" }) do text = without(text, tag) end
      -- Each piece begins with what follows a `<`.
      return (text:gsub("<([^<]*)", function(rest)
        local slash, tag, inside, after = rest:match("^(/?)(%a[%w%-]*)([^>]*)>(.*)$")
        if not tag then return "&lt;" .. rest end
        if plain[tag:lower()] then return "<" .. slash .. tag .. ">" .. after end
        if slash == "" and not silent[tag:lower()] then
          local source = inside:match("[%s/][sS][rR][cC]%s*=%s*[\"']?([^\"'%s>]+)")
          say(source or ("<" .. tag .. ">"))
        end
        return after
      end))
    end

    local function raw(element)
      if trusts or element.format:sub(1, 4) ~= "html" then return nil end
      element.text = tamed(element.text)
      return element
    end

    return {{
      Image = function(image)
        local path = image.src:gsub("%%(%x%x)", function(code)
          return string.char(tonumber(code, 16))
        end)
        local figure = own[image.src] or own[path]
        if figure then
          image.src = figure
          return image
        end
        if trusts then return nil end
        say(image.src)
        return pandoc.Span(image.caption)
      end,
      Link = function(link)
        local scheme = link.target:match("^%s*(%a[%w+.-]*):")
        if trusts or not scheme then return nil end
        scheme = scheme:lower()
        if scheme == "http" or scheme == "https" or scheme == "mailto" then return nil end
        return pandoc.Span(link.content)
      end,
      RawInline = raw,
      RawBlock = raw,
    }}

    """#
}
